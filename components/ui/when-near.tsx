"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

/** A screen's half: what is scrolled to is there before it is seen. */
const NEAR = { rootMargin: "50% 0px" };

interface WhenNearProps {
  /** Holds the place, as high as what comes. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Draws its children once their place comes near the screen; `dynamic` code comes with them. */
export function WhenNear({ fallback, children }: WhenNearProps) {
  const [isNear, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setNear(true);
    }, NEAR);
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  if (isNear) return children;
  return (
    <div ref={place} className="h-full min-w-0">
      {fallback}
    </div>
  );
}
