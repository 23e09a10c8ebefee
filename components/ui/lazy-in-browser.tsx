"use client";

import { lazy, Suspense, type ComponentType, type ReactElement, type ReactNode } from "react";
import { useIsHydrated } from "./use-is-hydrated";

type LazyProps<Props> = Props & { fallback: ReactNode };

/** A component whose code is fetched once the page stands; `fallback` holds its place until then. */
export function lazyInBrowser<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: LazyProps<Props>) => ReactElement {
  const Lazy = lazy(async () => {
    const Component = await load();
    // It is handed the fallback too, which it does not know and does not use.
    return { default: (props: LazyProps<Props>) => <Component {...props} /> };
  });
  return function LazyInBrowser(props) {
    const isHydrated = useIsHydrated();
    if (!isHydrated) return <>{props.fallback}</>;
    return (
      <Suspense fallback={props.fallback}>
        <Lazy {...props} />
      </Suspense>
    );
  };
}
