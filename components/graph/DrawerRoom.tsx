import styles from "./Drawer.module.css";
import { drawerWidth } from "./drawer-width.ts";

/** Keeps the drawer's place for the moment in which its code comes, so that nothing moves when it is there. */
export const DrawerRoom = () => <div className={styles.drawer} style={{ width: drawerWidth }} />;
