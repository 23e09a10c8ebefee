"use client";

import { useCallback, useState, type ReactElement } from "react";
import { createLoader, type LazyProps, type Load } from "./lazy-in-browser";
import { isSomebodyThere, onSomebodyThere } from "./somebody-there";

/** Just below the screen; whoever scrolls further gives a sign first. */
const NEAR = { rootMargin: "80px 0px" };

/** True from the moment that the element came near the screen, or that the whole page is wanted. */
function useIsNear(): readonly [(place: HTMLElement | null) => void, boolean] {
  const [isNear, setNear] = useState(isSomebodyThere);
  const watch = useCallback((place: HTMLElement | null) => {
    if (!place) return;
    const show = () => setNear(true);
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) show();
    }, NEAR);
    observer.observe(place);
    const stopWaiting = onSomebodyThere(show);
    return () => {
      observer.disconnect();
      stopWaiting();
    };
  }, []);
  return [watch, isNear];
}

/** A component whose code is fetched and run when its place comes near the screen; `fallback` holds it. */
export function lazyWhenNear<Props extends object>(
  load: Load<Props>,
): (props: LazyProps<Props>) => ReactElement {
  const useLoaded = createLoader(load);
  return function LazyWhenNear(props) {
    const [place, isNear] = useIsNear();
    const Component = useLoaded(isNear);
    return Component ? (
      <Component {...props} />
    ) : (
      <div ref={place} className="h-full min-w-0">
        {props.fallback}
      </div>
    );
  };
}
