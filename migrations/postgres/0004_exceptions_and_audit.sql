CREATE TABLE "attestations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"rule" text collate "C" NOT NULL,
	"statement" text collate "C" NOT NULL,
	"evidence" text collate "C",
	"stated_by" text collate "C" NOT NULL,
	"stated_by_name" text collate "C" NOT NULL,
	"stated_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"number" integer PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text collate "C",
	"actor_name" text collate "C",
	"came_from" text collate "C" NOT NULL,
	"act" text collate "C" NOT NULL,
	"service_key" text collate "C",
	"subject" text collate "C" NOT NULL,
	"details" json NOT NULL,
	"hash" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exception_rules" (
	"exception_id" text collate "C" NOT NULL,
	"rule" text collate "C" NOT NULL,
	CONSTRAINT "exception_rules_pk" PRIMARY KEY("exception_id","rule")
);
--> statement-breakpoint
CREATE TABLE "exceptions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"requester" text collate "C" NOT NULL,
	"requested_at" bigint NOT NULL,
	"starts_at" bigint,
	"ends_at" bigint NOT NULL,
	"batch" text collate "C",
	"version" integer NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attestations" ADD CONSTRAINT "attestations_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exception_rules" ADD CONSTRAINT "exception_rules_exception_id_exceptions_id_fk" FOREIGN KEY ("exception_id") REFERENCES "public"."exceptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attestations_service" ON "attestations" USING btree ("service_key","stated_at");--> statement-breakpoint
CREATE INDEX "attestations_end" ON "attestations" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "audit_service" ON "audit" USING btree ("service_key","number");--> statement-breakpoint
CREATE INDEX "exception_rules_rule" ON "exception_rules" USING btree ("rule");--> statement-breakpoint
CREATE INDEX "exceptions_service" ON "exceptions" USING btree ("service_key","state","ends_at");--> statement-breakpoint
CREATE INDEX "exceptions_state" ON "exceptions" USING btree ("state","ends_at");--> statement-breakpoint
CREATE INDEX "exceptions_requester" ON "exceptions" USING btree ("requester","requested_at");--> statement-breakpoint
CREATE INDEX "exceptions_batch" ON "exceptions" USING btree ("batch");