-- CreateTable
CREATE TABLE "insight_question" (
    "id" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "asked" JSONB NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "window_from" TIMESTAMPTZ(3),
    "window_to" TIMESTAMPTZ(3),
    "bytes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "insight_question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "insight_question_asked_at_idx" ON "insight_question"("asked_at");
