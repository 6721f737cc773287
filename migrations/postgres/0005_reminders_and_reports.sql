CREATE TABLE "catalog_edits" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"fields" json NOT NULL,
	"registered" integer NOT NULL,
	"archived" integer NOT NULL,
	"edited_by" text collate "C" NOT NULL,
	"edited_by_name" text collate "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digest_settings" (
	"channel" text collate "C" PRIMARY KEY NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"channel" text collate "C" NOT NULL,
	"week" text collate "C" NOT NULL,
	"team" text collate "C",
	"made_at" bigint NOT NULL,
	"content" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "escalations" (
	"service_key" text collate "C" NOT NULL,
	"gap" text collate "C" NOT NULL,
	"step" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "escalations_pk" PRIMARY KEY("service_key","gap","step")
);
--> statement-breakpoint
CREATE TABLE "initiative_days" (
	"initiative" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"counts" json NOT NULL,
	CONSTRAINT "initiative_days_pk" PRIMARY KEY("initiative","day")
);
--> statement-breakpoint
CREATE TABLE "initiative_services" (
	"initiative" text collate "C" NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"entered_at" bigint NOT NULL,
	"deadline" bigint NOT NULL,
	"progress" text collate "C" NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "initiative_services_pk" PRIMARY KEY("initiative","service_key")
);
--> statement-breakpoint
CREATE TABLE "initiatives" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"state" text collate "C" NOT NULL,
	"deadline" bigint NOT NULL,
	"version" integer NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"job" text collate "C" PRIMARY KEY NOT NULL,
	"began_at" bigint NOT NULL,
	"took" bigint NOT NULL,
	"ok" integer NOT NULL,
	"error" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "nudge_answers" (
	"audience_key" text collate "C" NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"kind" text collate "C" NOT NULL,
	CONSTRAINT "nudge_answers_pk" PRIMARY KEY("service_key","audience_key")
);
--> statement-breakpoint
CREATE TABLE "nudges" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"audience" json NOT NULL,
	"audience_key" text collate "C" NOT NULL,
	"local_date" text collate "C" NOT NULL,
	"planned_at" bigint NOT NULL,
	"stale_at" bigint NOT NULL,
	"gaps" json NOT NULL,
	"fresh" json NOT NULL,
	"state" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ownership_claims" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"team" text collate "C",
	"from_team" text collate "C",
	"note" text collate "C",
	"claimed_by" text collate "C" NOT NULL,
	"claimed_by_name" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"decided_by" text collate "C",
	"decided_by_name" text collate "C",
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"person" text collate "C" PRIMARY KEY NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_reports" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"saved_by" text collate "C" NOT NULL,
	"saved_by_name" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"content" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snoozes" (
	"audience_key" text collate "C" NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"ends_at" bigint NOT NULL,
	CONSTRAINT "snoozes_pk" PRIMARY KEY("audience_key","service_key")
);
--> statement-breakpoint
CREATE TABLE "storms" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"owners" integer NOT NULL,
	"of_owners" integer NOT NULL,
	"messages" integer NOT NULL,
	"reason" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"decided_by" text collate "C",
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"verified_by" text collate "C" NOT NULL,
	"verified_by_name" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"confirmed" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiative_services" ADD CONSTRAINT "initiative_services_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nudge_answers" ADD CONSTRAINT "nudge_answers_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_claims" ADD CONSTRAINT "ownership_claims_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snoozes" ADD CONSTRAINT "snoozes_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "digests_slot" ON "digests" USING btree ("channel","week");--> statement-breakpoint
CREATE INDEX "initiative_services_service" ON "initiative_services" USING btree ("service_key");--> statement-breakpoint
CREATE INDEX "initiatives_state" ON "initiatives" USING btree ("state","deadline");--> statement-breakpoint
CREATE UNIQUE INDEX "nudges_slot" ON "nudges" USING btree ("audience_key","local_date");--> statement-breakpoint
CREATE INDEX "nudges_date" ON "nudges" USING btree ("local_date","audience_key");--> statement-breakpoint
CREATE INDEX "nudges_planned" ON "nudges" USING btree ("planned_at");--> statement-breakpoint
CREATE INDEX "ownership_claims_service" ON "ownership_claims" USING btree ("service_key","state");--> statement-breakpoint
CREATE INDEX "ownership_claims_state" ON "ownership_claims" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "storms_at" ON "storms" USING btree ("at");--> statement-breakpoint
CREATE INDEX "verifications_service" ON "verifications" USING btree ("service_key","at");--> statement-breakpoint
CREATE INDEX "transitions_at" ON "transitions" USING btree ("at","service_key");