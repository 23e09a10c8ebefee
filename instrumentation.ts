/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  const { believeTrustedProxies } = await import("./lib/http/believe-proxies");
  believeTrustedProxies();
  const { measureRequests } = await import("./lib/http/measure-requests");
  measureRequests();
}
