"use client";

import { useEffect, useState, type ReactElement } from "react";
import { createLoader, type LazyProps, type Load } from "./lazy-in-browser";
import { isSomebodyThere, onSomebodyThere } from "./somebody-there";

/** A component that takes the place of its `fallback` once somebody uses the page. */
export function lazyWhenUsed<Props extends object>(
  load: Load<Props>,
): (props: LazyProps<Props>) => ReactElement {
  const useLoaded = createLoader(load);
  return function LazyWhenUsed(props) {
    const [isWanted, setWanted] = useState(isSomebodyThere);
    const Component = useLoaded(isWanted);
    useEffect(() => {
      if (!isWanted) return onSomebodyThere(() => setWanted(true));
    }, [isWanted]);
    return Component ? <Component {...props} /> : <>{props.fallback}</>;
  };
}
