/** First width of the drawer in px. */
export const drawerWidth = 400;
