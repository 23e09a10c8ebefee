-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "owner_email" TEXT;

-- CreateIndex
CREATE INDEX "agent_owner_email_idx" ON "agent"("owner_email");
