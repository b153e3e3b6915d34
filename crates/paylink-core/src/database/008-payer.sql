-- Who paid, by name: empty where the payment names nobody, absent where no payment is known.
ALTER TABLE paid ADD COLUMN payer TEXT;
-- Whether the money is held and not charged.
ALTER TABLE paid ADD COLUMN is_hold INTEGER NOT NULL DEFAULT 0 CHECK (is_hold IN (0, 1));

UPDATE paid SET is_hold = 1 WHERE payment_id = '' AND EXISTS (
    SELECT 1 FROM link
    WHERE link.profile_id = paid.profile_id AND link.payment_link_id = paid.payment_link_id
      AND instr(body, '"authType":"preAuthorization"') > 0);
