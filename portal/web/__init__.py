"""HTTP: the fixed itinerary of a request, forms, prose, languages, headers and errors."""
