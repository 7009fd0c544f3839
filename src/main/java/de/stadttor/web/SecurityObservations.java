package de.stadttor.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** What Spring Security measures of itself. */
@Configuration(proxyBeanMethods = false)
class SecurityObservations {

    /**
     * Nothing: it would observe each of some thirty filters of each request, a tenth of the time of a refresh. The request
     * as a whole is observed all the same.
     */
    @Bean
    SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }
}
