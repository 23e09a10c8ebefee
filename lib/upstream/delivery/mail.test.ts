import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { expect, it } from "vitest";
import { sendMail } from "./mail";

const MAIL = {
  from: "alerts@example.com",
  to: "ops@example.com",
  subject: "Budget alert: Acme",
  text: "Acme has used 60",
  messageId: "<id-of-the-delivery@tokenroll>",
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

it("ends at its time-out where the server takes a mail and says nothing", async () => {
  let said = "";
  const server = createServer((socket) => {
    socket.write("220 slow\r\n");
    socket.on("data", (chunk) => {
      said += chunk.toString();
      const command = /^(EHLO|MAIL|RCPT|DATA)\b/.exec(chunk.toString())?.[1];
      if (command !== undefined) socket.write(command === "DATA" ? "354 go\r\n" : "250 ok\r\n");
    });
  });
  const port = await listen(server);
  const ended = once(server, "connection").then(
    ([socket]: Socket[]) => socket && once(socket, "close"),
  );
  const sending = sendMail({ ...MAIL, smtpUrl: `smtp://127.0.0.1:${port}`, timeoutMs: 1_000 });
  await expect(sending).rejects.toThrow("The mail server did not answer within 1000 ms.");
  await ended;
  expect(said).toContain("Message-ID: <id-of-the-delivery@tokenroll>");
  server.close();
});

it("says what it could not reach, and no password", async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  const smtpUrl = `smtp://user:password@127.0.0.1:${port}`;
  const failure = await sendMail({ ...MAIL, smtpUrl, timeoutMs: 5_000 }).catch(String);
  expect(failure).toContain("ECONNREFUSED");
  expect(failure).not.toContain("password");
});
