CREATE TABLE "collections" (
	"service_key" text collate "C" NOT NULL,
	"collector" text collate "C" NOT NULL,
	"due_at" bigint NOT NULL,
	"last_good_at" bigint,
	"failed_since" bigint,
	"failures" integer NOT NULL,
	"claimed_until" bigint,
	CONSTRAINT "collections_pk" PRIMARY KEY("collector","service_key")
);
--> statement-breakpoint
CREATE TABLE "collector_memory" (
	"collector" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"value" text collate "C" NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "collector_memory_pk" PRIMARY KEY("collector","key")
);
--> statement-breakpoint
CREATE TABLE "collector_states" (
	"collector" text collate "C" PRIMARY KEY NOT NULL,
	"paused_until" bigint,
	"last_good_at" bigint,
	"last_error" text collate "C",
	"last_error_at" bigint,
	"outage_since" bigint
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"vendor" text collate "C" NOT NULL,
	"delivery" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "deliveries_pk" PRIMARY KEY("vendor","delivery")
);
--> statement-breakpoint
CREATE TABLE "kept_answers" (
	"token_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"digest" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"answer" json NOT NULL,
	CONSTRAINT "kept_answers_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"kind" text collate "C" NOT NULL,
	"subject_key" text collate "C" NOT NULL,
	"channel" text collate "C" NOT NULL,
	"ts" text collate "C" NOT NULL,
	"audience" json NOT NULL,
	"version" text collate "C" NOT NULL,
	"sent_at" bigint NOT NULL,
	CONSTRAINT "messages_pk" PRIMARY KEY("kind","subject_key","channel","ts")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text collate "C" NOT NULL,
	"audience" json NOT NULL,
	"subject" json NOT NULL,
	"dedupe_key" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"not_before" bigint NOT NULL,
	"claimed_at" bigint,
	"attempts" integer NOT NULL,
	"last_error" text collate "C",
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text collate "C" NOT NULL,
	"caused_by" text collate "C" NOT NULL,
	"about" text collate "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"ended_at" bigint,
	"total" integer NOT NULL,
	"done" integer NOT NULL,
	"failed" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"hash" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"scopes" json NOT NULL,
	"services" json,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"expires_at" bigint,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_answers" ADD CONSTRAINT "kept_answers_token_id_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collections_due" ON "collections" USING btree ("collector","due_at","service_key");--> statement-breakpoint
CREATE INDEX "collections_service" ON "collections" USING btree ("service_key");--> statement-breakpoint
CREATE INDEX "deliveries_at" ON "deliveries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "kept_answers_at" ON "kept_answers" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_dedupe" ON "outbox" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("state","not_before","id");--> statement-breakpoint
CREATE INDEX "runs_kind" ON "runs" USING btree ("kind","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash" ON "tokens" USING btree ("hash");