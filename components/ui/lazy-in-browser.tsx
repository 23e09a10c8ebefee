"use client";

import {
  startTransition,
  useEffect,
  useState,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from "react";

export type Load<Props> = () => Promise<ComponentType<Props>>;
export type LazyProps<Props> = Props & { fallback: ReactNode };

/**
 * A hook that fetches a component once it is asked for, and has null until then. Not React's `lazy`: that one
 * puts up a fallback of its own, while here what is on the screen stays until the component can be drawn.
 */
export function createLoader<Props extends object>(load: Load<Props>) {
  let loaded: ComponentType<Props> | null = null;
  return function useLoaded(isAsked: boolean): ComponentType<Props> | null {
    const [Component, setComponent] = useState(() => (isAsked ? loaded : null));
    const isMissing = isAsked && Component === null;
    useEffect(() => {
      if (!isMissing) return;
      let isGone = false;
      const show = (found: ComponentType<Props>) => {
        // In slices, for all of it in one go would keep the page from answering.
        if (!isGone) startTransition(() => setComponent(() => found));
      };
      // After what made it wanted is drawn: asking for scripts takes as long as drawing does.
      const timer = setTimeout(() => {
        load().then(
          (found) => show((loaded = found)),
          (error: unknown) =>
            show(() => {
              throw error;
            }),
        );
      });
      return () => {
        isGone = true;
        clearTimeout(timer);
      };
    }, [isMissing]);
    return Component;
  };
}

/** A component whose code is fetched once the page stands; `fallback` holds its place until then. */
export function lazyInBrowser<Props extends object>(
  load: Load<Props>,
): (props: LazyProps<Props>) => ReactElement {
  const useLoaded = createLoader(load);
  return function LazyInBrowser(props) {
    const Component = useLoaded(true);
    // It is handed the fallback too, which it does not know and does not use.
    return Component ? <Component {...props} /> : <>{props.fallback}</>;
  };
}
