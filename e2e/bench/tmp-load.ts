import { startBenchServer } from "./database";
import { prepareReadData, measureDataSize } from "./read-data";
const s = await startBenchServer();
const t0 = Date.now();
for (const n of process.argv.slice(2).map(Number)) {
  const url = await prepareReadData(s.url, n, false, (l) =>
    console.log(((Date.now() - t0) / 1000).toFixed(0), l),
  );
  console.log(await measureDataSize(url));
}
await s.stop();
