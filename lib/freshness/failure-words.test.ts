import { expect, it } from "vitest";
import { adminViewer, auditorViewer } from "@/lib/testing/factories";
import { toFailureWords } from "./failure-words";

const ERROR = "LiteLLM cannot be reached at http://10.0.0.5:4000/team/list. Check LITELLM_URL.";

it.each([adminViewer, auditorViewer])("tells who administers all of it", (viewer) => {
  expect(toFailureWords(viewer, ERROR)).toBe(ERROR);
});

it.each(["user", "operator"] as const)("tells a %s no address and no setting", (role) => {
  const words = toFailureWords({ role }, ERROR);
  expect(words).toBe("LiteLLM could not be read. An administrator can see why.");
});

it("says nothing where nothing failed", () => {
  expect(toFailureWords({ role: "user" }, null)).toBeNull();
});
