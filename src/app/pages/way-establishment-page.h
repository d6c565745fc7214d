/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-record-page.h"

G_BEGIN_DECLS

/* One school or setting: any record page, with its school days on top. */
#define WAY_TYPE_ESTABLISHMENT_PAGE (way_establishment_page_get_type ())
G_DECLARE_FINAL_TYPE (WayEstablishmentPage, way_establishment_page, WAY, ESTABLISHMENT_PAGE,
                      WayRecordPage)

G_END_DECLS
