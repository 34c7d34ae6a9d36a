// Rules for the scripts of the pages, which run in a browser as one file each; see `make lint-scripts`.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: { sourceType: "script", globals: globals.browser },
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-implied-eval": "error", "no-shadow": "error" },
  },
];
