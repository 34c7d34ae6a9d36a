"""How content looks: passages, exhibits, drawings, maps; markup in templates."""
