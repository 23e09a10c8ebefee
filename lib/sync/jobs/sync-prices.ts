import { findSnapshotTime } from "../readings/coverage-store";
import { diffPrices } from "../prices/diff-prices";
import type { Job } from "../job";
import { addPrices, listNewestPrices, touchPrices } from "../prices/price-store";
import { markRead } from "../runs/run-store";
import { syncDirectory } from "./sync-directory";

const EVERY_MS = 3_600_000;

/** Reads what the upstream charges for each model. A price that changed becomes a new row. */
export const syncPrices: Job = {
  name: "sync-prices",
  scope: "all",
  reads: "litellm",
  follows: syncDirectory,
  async listDueScopes({ db, now }) {
    const readAt = await findSnapshotTime(db, "*", "prices");
    return readAt === null || now().getTime() - readAt.getTime() >= EVERY_MS ? ["*"] : [];
  },
  marks: [{ kind: "prices" }],
  async work(context, run) {
    const read = await context.client.listModelPrices({ signal: run.signal });
    run.addReport(read.report);
    const added = await run.write(async (tx) => {
      const changed = diffPrices(await listNewestPrices(tx), read.records);
      const count = await addPrices(tx, changed, read.readAt);
      await touchPrices(tx, read.records, read.readAt);
      await markRead(tx, ["*"], "prices", read.readAt);
      return count;
    });
    run.addChanged(added);
  },
};
