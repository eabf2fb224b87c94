// Folds the JSON of a page, also of what comes into it later.
import { foldAll } from './json.js';

foldAll(document);
new MutationObserver(() => foldAll(document)).observe(document.getElementById('content'), { childList: true, subtree: true });
