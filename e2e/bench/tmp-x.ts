import { startBenchServer } from "./database";
const s = await startBenchServer();
console.log(s.url);
process.on("SIGTERM", () => void s.stop().then(() => process.exit(0)));
setInterval(()=>{}, 1000);
