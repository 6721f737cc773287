CREATE TABLE `relabellings` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`document` text NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relabellings_service` ON `relabellings` (`service_key`,`state`);--> statement-breakpoint
CREATE INDEX `relabellings_state` ON `relabellings` (`state`,`at`);