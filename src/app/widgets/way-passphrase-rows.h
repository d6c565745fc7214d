/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A new passphrase, typed twice.
 *
 * Property "title": above the rows. */
#define WAY_TYPE_PASSPHRASE_ROWS (way_passphrase_rows_get_type ())
G_DECLARE_FINAL_TYPE (WayPassphraseRows, way_passphrase_rows, WAY, PASSPHRASE_ROWS, GtkBox)

/* What was typed, long enough and the same twice; free with
 * way_secret_free_text().  NULL where it is not: the rows then say why, and have
 * the focus. */
char *way_passphrase_rows_take  (WayPassphraseRows *self);

/* Empty again. */
void  way_passphrase_rows_clear (WayPassphraseRows *self);

G_END_DECLS
