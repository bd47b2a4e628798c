/** Whether this tab shows the portal to somebody of the office as a customer sees it: it then lives below a path of its own. */
export const VIEWING = location.pathname.startsWith('/view/');

/** What stands in front of the paths of our own server. */
export const SERVER = VIEWING ? '/view' : '';
