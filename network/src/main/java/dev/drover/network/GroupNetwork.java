package dev.drover.network;

import dev.drover.driver.Surroundings;
import dev.drover.model.alloc.AllocNetworkStatus;

/**
 * A network that was made for an allocation.
 *
 * @param status what the servers are told of it
 * @param attachment what drivers need of it
 */
public record GroupNetwork(AllocNetworkStatus status, Surroundings.Network attachment) {}
