/** Runs before the first paint, so that a dark theme never flashes white; next-themes takes over from there. */
export const THEME_SCRIPT = `try{const e=document.documentElement,t=localStorage.getItem("theme")??"system",d=t==="dark"||t==="system"&&matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light";e.classList.add(d);e.style.colorScheme=d}catch{}`;
