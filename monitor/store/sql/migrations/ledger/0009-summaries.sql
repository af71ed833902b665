-- Which alerts still wait for a summary, and which a summary told: its id is the receipt of their
-- messages, which never left by themselves.
CREATE INDEX deliveries_told_together ON deliveries (receipt, reason) WHERE state = 'held';
-- What was told since a moment: the budget of a day.
CREATE INDEX deliveries_told ON deliveries (created_at) WHERE state <> 'held';
CREATE INDEX deliveries_of_alerts ON deliveries (alert_id);
