CREATE TABLE "relabellings" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "relabellings" ADD CONSTRAINT "relabellings_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "relabellings_service" ON "relabellings" USING btree ("service_key","state");--> statement-breakpoint
CREATE INDEX "relabellings_state" ON "relabellings" USING btree ("state","at");