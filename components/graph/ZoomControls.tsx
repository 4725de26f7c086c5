import { RhUiAddIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-add-icon";
import { RhUiExpandArrowsIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-expand-arrows-icon";
import { RhUiMinusIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-minus-icon";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./GraphCanvas.module.css";

/** Zoom in, zoom out, fit. */
export function ZoomControls({ onZoom, onFit }: { onZoom: (factor: number) => void; onFit: () => void }) {
  const words = useWords();
  const controls = [
    { label: words.canvas.zoomIn, icon: <RhUiAddIcon />, act: () => onZoom(1.25) },
    { label: words.canvas.zoomOut, icon: <RhUiMinusIcon />, act: () => onZoom(0.8) },
    { label: words.canvas.fit, icon: <RhUiExpandArrowsIcon />, act: onFit },
  ];
  return (
    <fieldset className={styles.zoom} aria-label={words.canvas.zoom}>
      {controls.map(({ label, icon, act }) => (
        <button
          key={label}
          type="button"
          className={buttons.control}
          aria-label={label}
          title={label}
          onClick={act}
        >
          {icon}
        </button>
      ))}
    </fieldset>
  );
}
