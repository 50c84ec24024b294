// What public and error pages use: nothing that keeps or sends anything.
import './menus.js';

// A form that ended on an error page was not accepted: its text on this device stays (autosave.js).
try { sessionStorage.removeItem('cairn-submitted'); } catch { /* no storage, nothing to forget */ }
