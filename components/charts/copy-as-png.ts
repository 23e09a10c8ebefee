export type PngOutcome = "copied" | "downloaded";

/** Marks what does not belong into a picture of a chart: its controls. */
export const PNG_OMIT_ATTRIBUTE = "data-png-omit";

/** Draws the element as a PNG into the clipboard, or into a download where the clipboard takes no images. */
export async function copyAsPng(element: HTMLElement, fileName: string): Promise<PngOutcome> {
  const { toBlob } = await import("html-to-image");
  const picture = toBlob(element, {
    pixelRatio: 2,
    backgroundColor: getComputedStyle(element).backgroundColor,
    filter: (node) => !(node instanceof Element && node.hasAttribute(PNG_OMIT_ATTRIBUTE)),
  }).then((blob) => {
    if (blob === null) throw new Error("The picture could not be drawn.");
    return blob;
  });
  if (typeof ClipboardItem === "undefined" || !window.isSecureContext) {
    downloadBlob(await picture, fileName);
    return "downloaded";
  }
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return "copied";
  } catch {
    // Refused by the browser or the person's settings: the file serves the same purpose.
    downloadBlob(await picture, fileName);
    return "downloaded";
  }
}

function downloadBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
