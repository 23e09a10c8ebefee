/** Before a sum of which a part was not read. */
export function AtLeast() {
  return (
    <span className="mr-1 text-warning" title="At least: a part of the time was not read.">
      ≥
    </span>
  );
}
