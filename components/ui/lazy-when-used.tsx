"use client";

import { useEffect, useState, type ReactElement } from "react";
import { createLoader, type LazyProps, type Load } from "./lazy-in-browser";

const SIGNS = ["keydown", "pointerdown", "pointermove"] as const;

/** What was drawn once somebody was there need not be held back again. */
let isUsed = false;

/** A component that takes the place of its `fallback` once somebody uses the page. */
export function lazyWhenUsed<Props extends object>(
  load: Load<Props>,
): (props: LazyProps<Props>) => ReactElement {
  const useLoaded = createLoader(load);
  return function LazyWhenUsed(props) {
    const [isWanted, setWanted] = useState(isUsed);
    const Component = useLoaded(isWanted);
    useEffect(() => {
      if (isWanted) return;
      const show = () => {
        isUsed = true;
        setWanted(true);
      };
      for (const sign of SIGNS) addEventListener(sign, show, { once: true });
      return () => SIGNS.forEach((sign) => removeEventListener(sign, show));
    }, [isWanted]);
    return Component ? <Component {...props} /> : <>{props.fallback}</>;
  };
}
