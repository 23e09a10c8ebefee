"use client";

import {
  lazy,
  Suspense,
  useSyncExternalStore,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from "react";

const subscribe = () => () => undefined;

function useIsHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

/** A component whose code is fetched once the page stands; `fallback` holds its place until then. */
export function lazyInBrowser<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props & { fallback: ReactNode }) => ReactElement {
  const Lazy = lazy<ComponentType<Props>>(async () => ({ default: await load() }));
  return function LazyInBrowser({ fallback, ...props }) {
    const isHydrated = useIsHydrated();
    if (!isHydrated) return <>{fallback}</>;
    return (
      <Suspense fallback={fallback}>
        {/* What is left of the props is all of them: TypeScript cannot subtract from a generic. */}
        <Lazy {...(props as unknown as Props & Parameters<typeof Lazy>[0])} />
      </Suspense>
    );
  };
}
