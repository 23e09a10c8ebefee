-- CreateTable
CREATE TABLE "sent_answer" (
    "id" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sent_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sent_answer_created_at_idx" ON "sent_answer"("created_at");
