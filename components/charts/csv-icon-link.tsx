import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";

interface CsvIconLinkProps {
  /** What the file holds, for those who do not see the place of the button. */
  title: string;
  href: string;
  className?: string;
}

/** A small button that loads a panel's figures as CSV. */
export function CsvIconLink({ title, href, className }: CsvIconLinkProps) {
  return (
    <Button variant="quiet" size="icon-sm" asChild className={className}>
      <a href={href} download aria-label={`${title}: CSV`} title="Download CSV">
        <Download aria-hidden />
      </a>
    </Button>
  );
}
