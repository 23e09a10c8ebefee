/** How the upstream classifies somebody's work on the command line. */
export const CLASS_LABELS: Readonly<Record<string, string>> = {
  production: "Production",
  learning: "Learning",
  testing: "Testing",
  experimental: "Experimental",
  pet_project: "Pet project",
};
