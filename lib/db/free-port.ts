import { createServer } from "node:net";

/** Whether a server could listen there now; without a host, on every interface. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    probe.listen({ port, host }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

/** The wished port when it is free, else one that the system picks. */
export async function findFreePort(wished: number, host?: string): Promise<number> {
  if (wished !== 0 && (await isPortFree(wished, host))) return wished;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port: 0, host }, () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === "object" && address) resolve(address.port);
        else reject(new Error("The system gave no port."));
      });
    });
  });
}
