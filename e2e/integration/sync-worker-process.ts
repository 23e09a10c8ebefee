import { runWorkerProcess } from "@/lib/sync/main";

await runWorkerProcess();
