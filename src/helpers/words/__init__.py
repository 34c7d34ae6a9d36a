"""Every sentence, title, note and label, in Fluent files an editor can change; formats by Babel."""
