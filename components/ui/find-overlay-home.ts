/**
 * Where a menu is put, so that it stands in a landmark: the main one, but for a modal dialog, behind
 * which that is inert. Undefined is the end of the body.
 */
export function findOverlayHome(): HTMLElement | undefined {
  const isDialogOpen = document.querySelector("[role='dialog'][data-state='open']") !== null;
  return isDialogOpen ? undefined : (document.getElementById("content") ?? undefined);
}
