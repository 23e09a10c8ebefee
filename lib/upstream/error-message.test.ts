import { expect, test } from "vitest";
import { cleanUpstreamMessage, findUpstreamFault } from "./error-message";
import notAdmin from "./litellm/fixtures/error-401-customer-list-not-admin-handler.json";
import unknownKey from "./litellm/fixtures/error-401-unknown-key.json";
import validation from "./litellm/fixtures/error-422-validation.json";
import noDates from "./litellm/fixtures/daily-activity.400.json";

test("reads all five envelopes, and problem documents", () => {
  expect(findUpstreamFault(unknownKey).type).toBe("token_not_found_in_db");
  expect(findUpstreamFault(noDates).message).toBe("Please provide start_date and end_date");
  expect(findUpstreamFault({ detail: "Not Found" }).message).toBe("Not Found");
  expect(findUpstreamFault(validation).message).toBe("query.end_user_id: Field required");
  expect(
    findUpstreamFault({
      error: { message: "Internal server error", type: "internal_server_error" },
    }),
  ).toEqual({ message: "Internal server error", type: "internal_server_error" });
  expect(
    findUpstreamFault({ type: "about:blank", title: "Bad", status: 400, detail: "page is 0" })
      .message,
  ).toBe("page is 0");
});

test.each([null, 5, [], {}, { error: null }, { detail: {} }])("finds nothing in %j", (body) => {
  expect(findUpstreamFault(body).message).toBeNull();
});

test("unwraps a Python dict", () => {
  expect(cleanUpstreamMessage(notAdmin.error.message)).toBe(
    "Admin-only endpoint. Your user role=internal_user",
  );
  expect(cleanUpstreamMessage(`{'error': "it's off"}`)).toBe("it's off");
  expect(cleanUpstreamMessage(`{'code': 3, 'message': 'it\\'s off'}`)).toBe("it's off");
});

test("drops the masked key, its last characters and its hash", () => {
  const cleaned = cleanUpstreamMessage(unknownKey.error.message);
  expect(cleaned).toContain("Invalid proxy server token passed");
  expect(cleaned).not.toMatch(/9zZz|ef96a595|sk-/);
});

test("drops the key itself in any form", () => {
  const secret = "my+master.key";
  const cleaned = cleanUpstreamMessage(
    `got ${secret}, Bearer abcdefgh, ****wxyz, sk-1234abcd and ...a1B2`,
    [secret],
  );
  expect(cleaned).not.toMatch(/my\+master|abcdefgh|wxyz|1234|a1B2/);
});

test("drops a traceback and cuts what is long", () => {
  const cleaned = cleanUpstreamMessage("Failed.\nTraceback (most recent call last):\n  File x");
  expect(cleaned).toBe("Failed.");
  expect(cleanUpstreamMessage("long ".repeat(500)).length).toBeLessThanOrEqual(300);
});
