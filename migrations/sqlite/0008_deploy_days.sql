CREATE TABLE `deploy_days` (
	`service_key` text PRIMARY KEY NOT NULL,
	`days` text NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
