// What pages for signed-in people use: custom elements, which begin and end with their part of the page. Every page works without them.
import './menus.js';
import './theme.js';
import './confirm.js';
import './upload.js';
import './autosave.js';
import './badge.js';
import './passkey.js';
import './follow.js';
import './longest.js';
