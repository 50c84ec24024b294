// What public pages use: nothing that keeps or sends anything.
import { closeMenus } from './menus.js';

closeMenus();
