-- CreateTable
CREATE TABLE "rate_window" (
    "subject" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("subject","started_at")
);

-- CreateIndex
CREATE INDEX "rate_window_started_at_idx" ON "rate_window"("started_at");
