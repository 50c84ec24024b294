// What pages for people of the house use. Every page works without it.
import { closeMenus } from './menus.js';
import { switchTheme } from './theme.js';
import { askAgain } from './confirm.js';
import { showUploads } from './upload.js';
import { saveAsTyped } from './autosave.js';
import { previewBadges } from './badge.js';
import { offerPasskeys } from './passkey.js';
import { followProgress } from './progress.js';

closeMenus();
askAgain();
startPage();
document.addEventListener('cairn:page', startPage); // an upload was answered with a page, which was put in place

function startPage() {
  switchTheme();
  showUploads();
  saveAsTyped();
  previewBadges();
  offerPasskeys();
  followProgress();
}
