import { defineReceiver } from "@/lib/otlp/receive";

export const POST = defineReceiver("log");
