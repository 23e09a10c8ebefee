-- CreateTable
CREATE TABLE "claim_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "tokens" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "claim_session_user_id_idx" ON "claim_session"("user_id");

-- CreateIndex
CREATE INDEX "claim_session_expires_at_idx" ON "claim_session"("expires_at");

-- AddForeignKey
ALTER TABLE "claim_session" ADD CONSTRAINT "claim_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
