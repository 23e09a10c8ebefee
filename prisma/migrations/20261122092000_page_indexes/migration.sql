-- DropIndex
DROP INDEX "api_token_created_at_idx";

-- CreateIndex
CREATE INDEX "api_token_created_at_id_idx" ON "api_token"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_delivery_channel_id_created_at_idx" ON "alert_delivery"("channel_id", "created_at" DESC);
