-- SPDX-License-Identifier: GPL-3.0-or-later
-- Referrals that a panel of some day is to look at.

CREATE INDEX referral_by_panel ON referral (panel) WHERE closed IS NULL;
