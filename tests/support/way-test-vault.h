/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-test-folder.h"
#include "way-vault.h"

/* Sealed files for tests: a guess at their passphrase costs next to nothing. */

#define WAY_TEST_PASSPHRASE "a heron on the weir"

G_GNUC_UNUSED static const WayKeyCost way_test_cost = { 1, 64 * 1024 };

/* The key file of a database that is made next; it is unlocked. */
G_GNUC_UNUSED static void
way_test_vault_make (const char *path)
{
  g_autoptr(GError) error = NULL;

  way_vault_make (path, WAY_TEST_PASSPHRASE, &way_test_cost, NULL, &error);
  g_assert_no_error (error);
}

G_GNUC_UNUSED static void
way_test_vault_unlock (const char *path)
{
  g_autoptr(GError) error = NULL;

  way_vault_unlock (path, WAY_SLOT_PASSPHRASE, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
}
