/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Whether the file is safe, in plain words, and its backups: made, looked into,
 * restored. */
#define WAY_TYPE_BACKUPS_PAGE (way_backups_page_get_type ())
G_DECLARE_FINAL_TYPE (WayBackupsPage, way_backups_page, WAY, BACKUPS_PAGE, WayPage)

G_END_DECLS
