-- CreateTable
CREATE TABLE "call_slot" (
    "tenant_id" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "person" TEXT NOT NULL,
    "harness" TEXT NOT NULL,
    "charged_by" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "call_count" BIGINT NOT NULL,

    CONSTRAINT "call_slot_pkey" PRIMARY KEY ("tenant_id","slot","person","harness","charged_by")
);

-- CreateTable
CREATE TABLE "coding_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" BIGINT NOT NULL DEFAULT 0,
    "rolled_up_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coding_state_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "call_slot_slot_tenant_id_idx" ON "call_slot"("slot", "tenant_id");

-- CreateIndex
CREATE INDEX "call_slot_person_slot_idx" ON "call_slot"("person", "slot");
